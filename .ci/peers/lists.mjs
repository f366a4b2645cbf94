// A library of more than one page in discord-digital-twin: turning pages, removing several
// articles and restoring them, and the details of one.

import { Conversation } from './conversation.mjs';
import { has, same } from './harness.mjs';
import { alice, upload } from './twinserver.mjs';

const text = 3;
const year = (n) => `# 第${n}號站年報\n\n第${n}號觀測站在這一年共記錄了${10 + n}次雷雨，最大風速為每秒${20 + n}公尺。\n`;

export async function lists(discord) {
  const conversation = new Conversation(discord, discord.room);
  const attachments = Array.from({ length: 10 }, (_, n) => upload(discord, `station-${n + 1}.md`, 'text/markdown', year(n + 1)));
  const added = await conversation.messageCommand(alice, await conversation.say(alice, '', { attachments }), 'Add to library', '第10號站年報');
  same(added.content.match(/✅/g).length, 10, 'ten files of one message');

  const list = await conversation.slash(alice, 'library list', '第 1 到 10 篇');
  const labels = list.components.flatMap((row) => row.components).map((one) => one.emoji?.name ?? one.placeholder);
  same(labels, ['⏮️', '◀️', '▶️', '⏭️', '選取要移除的文章…'], 'the components below a page');
  await conversation.press(alice, list, '▶️');
  const second = await conversation.waitForEdit(list, '第 11 到');
  const [two] = second.components.at(-1).components;
  const picked = two.options.slice(-2).map((one) => one.value);
  await conversation.choose(alice, second, '選取要移除', picked);
  const confirmation = await conversation.waitForEdit(list, '要移除這 2 篇文章嗎');
  await conversation.press(alice, confirmation, '移除 2 篇');
  const gone = await conversation.waitForEdit(list, '已移除 2 篇文章');
  await conversation.choose(alice, gone, '選取要還原', picked);
  const back = await conversation.waitForEdit(list, '已還原');
  await conversation.press(alice, back, '回到列表');
  await conversation.waitForEdit(list, '第 1 到 10 篇');

  const info = await conversation.slash(alice, 'library info', '加入者', [{ name: 'article', type: text, value: '第3號站年報' }]);
  for (const part of ['第3號站年報', `<@${alice}>`, 'station-3.md', '- ID']) has(info.content, part, 'the details of an article');
}
