/** Where an operator learns what is wrong with logins; pino's shape, faults under `err`. */
export interface IdentityLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
