/** What a successor tells the host that it follows. */
export type SuccessorMessage =
  /** It has read everything that it can without the data directory, and nobody else gets that before it. */
  | { readonly type: "prepared" }
  /** It answers. */
  | { readonly type: "serving" };

/** What a host tells its successor. */
export type PredecessorMessage =
  /** The data directory is free. */
  | { readonly type: "released" }
  /** A client that connected in between; the connection comes along. */
  | { readonly type: "client" }
  /** That was all. */
  | { readonly type: "finished" };
