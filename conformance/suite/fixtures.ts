import { dockerArchive, images } from '../../fixtures/index.ts';
import { parseAddress } from '../tap/address.ts';
import { send } from './send.ts';

/** Loads every fixture image that a test may name; loading one twice changes nothing. */
export async function ensureImage(url: string): Promise<void> {
  for (const image of Object.values(images)) {
    const answer = await send(parseAddress(url), 'POST', '/v1.41/images/load', {
      body: await dockerArchive([image()]),
    });
    answer.expect(200);
  }
}
