import { openWorld } from './harness/world.ts';
import { startGateway } from './harness/gateways.ts';
import { compareAnswers } from './harness/compare.ts';
import { benchOperation } from './harness/operations.ts';
import { usageOf } from './harness/process-tree.ts';
import { stopAll } from './harness/processes.ts';
import { recordHub } from './harness/recorder.ts';
const [ids='hub', names='tiny', secs='5', rounds='6', same=''] = process.argv.slice(2);
try {
  const world = await openWorld(true);
  const ops = names.split(',').map((n) => benchOperation(n, same==='same'));
  if (/proxy|static/.test(ids)) await recordHub(world, ops);
  const gws: any[] = [];
  for (const id of ids.split(',')) gws.push(await startGateway(world, id, { profile: process.env.PROF==='1' && id==='hub' }));
  for (const op of ops) {
    const cmp = await compareAnswers(gws, op);
    for (let r = 0; r < Number(rounds); r++) for (const g of gws) {
      const c: any = cmp.get(g.id); if (c.fault) { console.log(g.id, c.fault); continue; }
      const b = usageOf(g.child.pid);
      const res = await world.load({ url: g.url, bodies: op.bodies, lengths: c.lengths, connections: 32, limit: { seconds: Number(secs) } });
      const a = usageOf(g.child.pid);
      console.log(op.name, g.id, 'rps', Math.round(res.requests / res.seconds), 'cpu/1000', ((a.cpuMs - b.cpuMs) / res.requests * 1000).toFixed(0), 'wrong', res.wrong, 'len', c.lengths[0]);
    }
  }
} finally { await stopAll(); }
