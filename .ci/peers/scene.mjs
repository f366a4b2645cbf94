// What people do in the twin, and how they see that the bot answers.

import { check, same, until } from './stage.mjs';
import { generateSnowflake } from './world.mjs';

// directly is a channel of direct messages, which the twin does not make itself.
export async function directly(twin, name) {
  const id = generateSnowflake();
  await twin.prisma.channel.create({ data: { id, type: 1, name } });
  return id;
}

// A scene is a channel in which people do something and the bot answers.
export class Scene {
  constructor(stage, channel) {
    Object.assign(this, { stage, twin: stage.twin, channel });
  }

  as(person) {
    return this.twin.channel(this.channel).user(person);
  }

  // answer is the bot's next message, whole, after something was done.
  async answer(text, deed) {
    const before = new Set((await this.said()).map((m) => m.id));
    const done = await deed();
    const whole = (m) => !before.has(m.id) && m.content.includes(text) && !m.content.endsWith('▌');
    const message = await until(`an answer with ${text}`, async () => (await this.said()).find(whole)).catch(async (reason) => {
      throw new Error(`${reason.message}; the bot said ${JSON.stringify((await this.said()).filter((m) => !before.has(m.id)).map((m) => m.content))}`);
    });
    return { message, done };
  }

  async said() {
    return (await this.twin.channel(this.channel).getMessages()).filter((m) => m.author.id === this.twin.botUserId);
  }

  // say is a message with all that Discord lets it have.
  say(person, content, { attachments, messageReference, ...more } = {}) {
    this.stage.coming = more; // its id is not known before it is told
    return this.as(person).sendMessage({ content, attachments, messageReference }).then((m) => {
      this.stage.more.set(m.id, more);
      this.stage.coming = undefined;
      return m;
    });
  }

  // use is a command with a part of it: library add.
  use(person, command, options = [], resolved) {
    const [name, part] = command.split(' ');
    const data = { id: '1', name, type: 1, options: part ? [{ name: part, type: 1, options }] : options, resolved };
    return this.twin.simulateInteraction({ type: 2, channelId: this.channel, userId: person, data });
  }

  async slash(person, command, text, options, resolved) {
    return (await this.answer(text, () => this.use(person, command, options, resolved))).message;
  }

  async ask(person, question, text) {
    return this.answer(text, () => this.use(person, 'ask', [{ name: 'question', type: 3, value: question }]));
  }

  // onMessage uses a command of a message's menu; the twin leaves out the message.
  async onMessage(person, message, command, text) {
    const target = { ...message, ...this.stage.more.get(message.id) };
    const data = { id: '1', name: command, type: 3, target_id: message.id, resolved: { messages: { [message.id]: target } } };
    return (await this.answer(text, () => this.twin.simulateInteraction({ type: 2, channelId: this.channel, userId: person, data }))).message;
  }

  // offered is what the bot offers for an option while somebody types.
  async offered(person, command, name, value) {
    const [root, part] = command.split(' ');
    const option = { name, type: 3, value, focused: true };
    const data = { id: '1', name: root, type: 1, options: [{ name: part, type: 1, options: [option] }] };
    const { id } = await this.twin.simulateInteraction({ type: 4, channelId: this.channel, userId: person, data });
    const got = await until('something to be offered', () => this.twin.prisma.interactionResponse.findFirst({ where: { interactionId: id, acknowledged: true } }));
    same(got.type, 8, 'the type of an answer with choices');
    return JSON.parse(got.data).choices;
  }

  button(message, label) {
    const buttons = message.components?.flatMap((row) => row.components) ?? [];
    const button = buttons.find((one) => one.label?.includes(label) || one.emoji?.name === label);
    check(button, `no button ${label}: ${JSON.stringify(buttons)}`);
    return button;
  }

  press(person, message, label) {
    const { custom_id: customId } = this.button(message, label);
    return this.as(person).clickButton({ messageId: message.id, customId });
  }

  // choose takes choices of the menu below a message whose placeholder has these words.
  choose(person, message, words, values) {
    const menu = message.components.flatMap((row) => row.components).find((one) => one.placeholder?.includes(words));
    check(menu && values.length >= menu.min_values && values.length <= menu.max_values, `no menu ${words} for ${values.length}`);
    return this.twin.simulateSelectMenu({ channelId: this.channel, userId: person, messageId: message.id, customId: menu.custom_id, values });
  }

  // becomes is a message of the bot's once it says something, in its place.
  becomes(message, text) {
    return until(`a message that says ${text}`, async () => (await this.said()).find((m) => m.id === message.id && m.content.includes(text)));
  }

  click(person, message, label, text) {
    return this.answer(text, () => this.press(person, message, label));
  }
}

// manners hold for everything that the bot asked of the twin.
export function manners({ requests, twin }, said, expected = []) {
  const wrong = requests.filter((one) => one.status >= 400).map((one) => `${one.route} ${one.status}`);
  same(wrong, expected, 'what the twin refused');
  for (const { route, body } of requests.filter((one) => /^(POST|PATCH) .*(messages(\/[^/]+)?|callback|webhooks\/\d+\/[^/]+)$/.test(one.route))) {
    const { type, data, ...rest } = JSON.parse(body);
    if (type === 8 || type === 6) continue; // choices, and nothing
    const mentions = (data ?? rest).allowed_mentions;
    check(mentions && !mentions.parse?.length && !mentions.replied_user, `${route} may ping: ${body}`);
  }
  const loud = said.filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  same(loud, [], 'what the bot complained of');
  check(!said.some((line) => line.includes(twin.botToken)), 'the token is in the log');
}
