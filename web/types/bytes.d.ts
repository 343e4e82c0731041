/** Octets in memory that no other thread writes: the only kind that WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;
