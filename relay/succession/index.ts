export { Predecessor } from "./predecessor";
export { type Invocation, ownInvocation, type PassedSocket, Successor } from "./successor";
