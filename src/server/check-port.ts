import { once } from "node:events";
import { createServer } from "node:net";
import { fromListening } from "./failure.ts";

/**
 * Sees whether the port can be listened on, and leaves it free: whoever cannot serve shall hear so before a database is made. Throws a
 * ServerFailure when the port is taken or forbidden, or the address is not this machine's.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, "listening");
  } catch (error) {
    throw fromListening(error, `${host}:${port}`);
  }
  probe.close();
  await once(probe, "close");
}
