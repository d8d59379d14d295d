/** Properties of a resource as they cross the wire: JSON values, unknown ones as a marker text. */
export type Properties = Readonly<Record<string, unknown>>;

/** One thing wrong with an input, as the engine shows it. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** Stack configuration, or an explicit provider's inputs. */
export interface ProviderConfig {
  /** A namespaced key such as `relay:endpoint`. */
  get(key: string): string | undefined;
}

/**
 * The contract of Pulumi's dynamic provider process, `pulumi.dynamic.ResourceProvider` with every method present. Said
 * here again so that this folder loads without `@pulumi/pulumi`; a type test holds the two together.
 */
export interface DynamicProvider {
  configure(request: { readonly config: ProviderConfig }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes?: boolean; replaces?: string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props?: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}
