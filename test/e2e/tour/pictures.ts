import { encodePng } from '../../../src/sandbox/tenant/png.ts';
import type { Tour } from './tour.ts';

const blue = encodePng({ width: 64, height: 64, channels: 3, bytes: Buffer.alloc(64 * 64 * 3, 90) });
const picture = { contentType: 'image/png', base64: blue.toString('base64') };

/** A group and somebody get a picture that was pasted into the chat. */
export const picturesTour: Tour = {
  area: 'pictures',
  async walk({ mirela }) {
    await mirela.ask('photo of Design Guild', 'sizes up to');
    await mirela.write('set photo of Design Guild', { picture });
    await mirela.sees('Design Guild has a new picture');
    await mirela.write('set my photo', { picture });
    await mirela.sees('You have a new picture');
    await mirela.ask('my photo', 'Your picture');
    await mirela.ask('photo of Tomás Iriarte', 'The picture of Tomás Iriarte');
    await mirela.ask('set photo of Design Guild', 'Paste a picture into the box');
  },
};
