import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A partner's server, on loopback: it takes an order once, knows it by its key, and refuses what it does not sell. */
export class PartnerServer {
  public static async start(sold: Iterable<string>): Promise<PartnerServer> {
    const partner = new PartnerServer(new Set(sold));
    await new Promise<void>((resolve) => partner.server.listen(0, '127.0.0.1', resolve));
    return partner;
  }

  /** The orders that it has taken, in their order. */
  public readonly taken: string[] = [];
  /** How often it was called, by the key of the call. */
  public readonly calls = new Map<string, number>();
  /** How many of the next calls it answers with 503. */
  public down = 0;
  private readonly server: Server;

  private constructor(
    /** The products that it sells. */
    public readonly sold: Set<string>,
  ) {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.statusCode = this.answer(String(request.headers['idempotency-key']), Buffer.concat(chunks).toString());
      response.end();
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/orders`;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(key: string, body: string): number {
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1);
    if (this.down > 0) {
      this.down -= 1;
      return 503;
    }
    const { orderId, sku } = JSON.parse(body);
    if (!this.sold.has(sku)) return 422;
    if (!this.taken.includes(orderId)) this.taken.push(orderId);
    return 200;
  }
}
