import { parseArgs } from 'node:util';
import { checkRestarts } from './restarts.ts';

const usage = `usage: npm run conformance:restarts -- [options]
Kills the daemon at random moments while 30 containers, 5 pods and 5 networks stay and clients are at
work, and checks after each restart that all is as it has to be.
  --kills N     how often (default 50)
  --clients N   clients at work (default 2)
  --seed N      of the moments and the actions
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    clients: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    help: { type: 'boolean', default: false },
  },
});
const tell = (line: string) => void process.stdout.write(`${line}\n`);
if (values.help) process.stdout.write(usage);
else {
  const [kills, clients, seed] = [values.kills, values.clients, values.seed].map(Number);
  const options = { kills: kills ?? 0, clients: clients ?? 0, seed: seed ?? 0, tell };
  const { containers, actions } = await checkRestarts(options);
  tell(
    `${kills} kills, ${containers} containers stayed, ${actions} actions, seed ${seed}: all held`,
  );
}
