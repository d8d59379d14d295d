export {
  FIRST_DESCRIPTOR,
  INHERITED_VARIABLE,
  type InheritedSocket,
  inheritedVariable,
  takeInheritedSockets,
} from "./inherited-socket";
export { descriptorOf, ListeningSockets } from "./listening-sockets";
