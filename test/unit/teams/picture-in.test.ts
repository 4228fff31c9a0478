import { describe, expect, it } from 'vitest';
import { pictureIn } from '../../../src/teams/picture-in.ts';

const html = { contentType: 'text/html', content: '<p><img src="https://elsewhere.example/imgo"></p>' };
const inline = { contentType: 'image/png', contentUrl: 'https://channel.example/v3/attachments/1/views/original' };
const file = {
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  content: { downloadUrl: 'https://contoso.sharepoint.com/x', fileType: 'png' },
};

describe('pictureIn', () => {
  it.each([
    [[html, inline], { picture: inline.contentUrl }],
    [[file, inline], { picture: inline.contentUrl }],
    [[file], { picture: 'file' }],
    [[html], {}],
    [[{ contentType: 'image/png' }], {}],
    [[{ contentType: 'image/png', contentUrl: `https://x.example/${'x'.repeat(3_000)}` }], {}],
    [undefined, {}],
  ])('%#', (attachments, found) => {
    expect(pictureIn(attachments === undefined ? {} : { attachments })).toEqual(found);
  });
});
