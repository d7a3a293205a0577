export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In cents. */
  readonly price: number;
  /** Who delivers it. */
  readonly partner: string;
  /** How many the partner had when it last reported. */
  readonly stock: number;
}
