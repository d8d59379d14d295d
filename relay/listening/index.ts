export {
  FIRST_DESCRIPTOR,
  INHERITED_VARIABLE,
  type InheritedSocket,
  inheritedVariable,
  takeInheritedSockets,
} from "./inherited-socket";
export { descriptorOf, type ListeningDescriptor, ListeningSockets } from "./listening-sockets";
