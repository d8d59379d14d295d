/**
 * Whether a token's pattern covers a stack: three parts, `*` stands for one whole part. Local back ends all say
 * organisation `organization`, so the project is what tells them apart.
 */
export function matchesStackPattern(pattern: string, stack: string): boolean {
  const wanted = pattern.split("/");
  const given = stack.split("/");
  return wanted.length === given.length && wanted.every((part, index) => part === "*" || part === given[index]);
}
