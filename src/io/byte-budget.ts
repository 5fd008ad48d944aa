// How many bytes may come out of compressed ones before it is called a bomb.
import { InputError } from '../model/errors.ts';

export interface ByteLimits {
  /** Bytes out altogether. */
  readonly maxBytes: number;
  /** Bytes out for each byte in, once more than `freeBytes` came out. */
  readonly maxRatio: number;
  readonly freeBytes: number;
}
/**
 * A million tiny files are 1 GiB of tar and at best 100 to 1; deflate cannot do more than 1,032 to 1, which is
 * reached with nothing but one repeated byte.
 */
export const defaultLimits: ByteLimits = { maxBytes: 64 * 1024 ** 3, maxRatio: 250, freeBytes: 1024 ** 3 };

/** Shared by all streams of one pass, so that a thousand small bombs are one. */
export class ByteBudget {
  readonly #limits: ByteLimits;
  #in = 0;
  #out = 0;
  constructor(limits: ByteLimits = defaultLimits) {
    this.#limits = limits;
  }
  addIn(bytes: number): void {
    this.#in += bytes;
  }
  /** Throws InputError `limit-reached`. */
  addOut(bytes: number): void {
    this.#out += bytes;
    const { maxBytes, maxRatio, freeBytes } = this.#limits;
    if (this.#out > maxBytes)
      throw new InputError('limit-reached', `more than ${maxBytes} bytes came out of the compressed data`);
    if (this.#out > freeBytes && this.#out > this.#in * maxRatio)
      throw new InputError(
        'limit-reached',
        `${this.#in} compressed bytes became ${this.#out}, more than ${maxRatio} times as many`,
      );
  }
}
