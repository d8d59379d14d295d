/** Bytes of one request body: an object with some 20,000 ranges fits. */
export const BODY_LIMIT = 1024 * 1024;
