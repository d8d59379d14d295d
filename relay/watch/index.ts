export { type DeliveryAttempt, type DeliveryWatch, NO_DELIVERY_WATCH } from "./delivery-watch";
export { type MadeNotification, NO_NOTIFICATION_WATCH, type NotificationWatch } from "./notification-watch";
export type { QueueOperation, QueueWatch } from "./queue-watch";
export {
  type AuthenticationResult,
  NO_SESSION_WATCH,
  type ReceivedMessage,
  type RefusedAnswer,
  type SessionWatch,
} from "./session-watch";
