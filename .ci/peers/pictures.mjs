// The page with the cited sentence as a picture, in discord-digital-twin, on a server that keeps
// original files.

import { Conversation } from './conversation.mjs';
import { check, has, same, until } from './harness.mjs';
import { bob, dora, upload } from './twinserver.mjs';

const [file, yes] = [11, 5];

// pdf returns a PDF with these lines of text on each page.
function pdf(pages) {
  const page = (n) => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${5 + 2 * n} 0 R>>`;
  const words = (lines) => `BT /F 14 Tf 60 760 Td 24 TL ${lines.map((line) => `(${line}) '`).join(' ')} ET`;
  const stream = (text) => `<</Length ${text.length}>>stream\n${text}\nendstream`;
  const kids = pages.map((_, n) => `${4 + 2 * n} 0 R`).join(' ');
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'];
  pages.forEach((lines, n) => objects.push(page(n), stream(words(lines))));
  let out = '%PDF-1.4\n';
  const at = objects.map((object, n) => {
    const here = out.length;
    out += `${n + 1} 0 obj${object}endobj\n`;
    return here;
  });
  const table = at.map((here) => `${String(here).padStart(10, '0')} 00000 n \n`).join('');
  return `${out}xref\n0 ${at.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${at.length + 1}/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF`;
}

const first = ['Ferries of the Northern Sound', 'The first ferry crossed the sound in 1931.', 'It carried forty passengers and a mail bag.', 'The crossing took ninety minutes in good weather.'];
const second = ['The harbour of Elmar was deepened in 1958.', 'Since then ships of six metres draught can enter.', 'The lighthouse of Elmar stands on a rock of granite.', 'Its lamp is seen from a distance of thirty kilometres.'];

export async function pictures(discord) {
  const conversation = new Conversation(discord, discord.room);
  has((await conversation.slash(dora, 'settings set', 'Current settings', [{ name: 'originals', type: yes, value: true }])).content, 'Sources shows the page: yes', 'the settings');
  const sent = upload(discord, 'ferries.pdf', 'application/pdf', pdf([first, second]));
  await conversation.slash(dora, 'library add', '✅', [{ name: 'file', type: file, value: sent.id }], { attachments: { [sent.id]: sent } });
  const { message } = await conversation.ask(bob, 'When was the harbour of Elmar deepened?', '1958');
  has(message.content, 'p. 2', 'the location of the sentence');
  const { message: shown } = await conversation.click(bob, message, '📖', '📄');
  const picture = await until('the picture of a page', async () => (await conversation.botMessages()).find((m) => m.id === shown.id).attachments[0]);
  has(picture.description, 'deepened in 1958', 'the description of the picture');
  same([picture.content_type, shown.flags & 64], ['image/png', 64], 'the type of the picture and that it is private');
  const bytes = new Uint8Array(await (await fetch(picture.url)).arrayBuffer());
  check(bytes.length > 5_000 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47, `${bytes.length} bytes are not a PNG`);
  await conversation.slash(dora, 'settings reset', 'Current settings');
}
