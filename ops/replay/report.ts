import { nameOfArn } from '../failures/targets';
import type { Output } from '../terminal/output';
import { bad, bold, dim, good, type Text, text, warning } from '../terminal/text';
import type { Replayed } from './replay-target';
import type { ReplaySettings } from './replayer';
import type { Tally } from './tally';

const MOST_CAUSES = 10;

/** What became of each failure. Nothing that was sent, or perhaps sent, is left out. */
export async function reportReplay(out: Output, replayed: readonly Replayed[], settings: ReplaySettings): Promise<void> {
  out.data({
    targets: replayed.map(({ target, tally, journal, moved }) => ({ arn: target.arn, ...(moved ? { moved } : tally), journal })),
  });
  for (const { target, tally, journal, moved } of replayed) {
    out.line(bold(nameOfArn(target.arn)));
    if (moved) {
      const of = moved.total === undefined ? '' : ` of ${moved.total}`;
      const line = text`SQS moved ${moved.moved}${of} messages back to their source queue: ${[moved.status, moved.error].filter(Boolean).join(', ')}`;
      out.line(text`  ${moved.status === 'COMPLETED' ? good(line) : bad(line)}`);
      continue;
    }
    for (const line of linesOf(tally, settings)) out.line(text`  ${line}`);
    const causes = Object.entries(tally.causes).sort(([, one], [, other]) => other - one);
    if (causes.length > 0) out.line(text`  Errors:`);
    for (const [cause, count] of causes.slice(0, MOST_CAUSES)) out.line(text`    ${count} × ${cause}`);
    if (causes.length > MOST_CAUSES) out.line(text`    and ${causes.length - MOST_CAUSES} more, see the journal`);
    out.line(dim(text`  Journal: ${journal}`));
  }
}

function linesOf(tally: Tally, { isAsync, keep }: ReplaySettings): Text[] {
  const lines: [count: number, line: Text][] = [
    [
      tally.succeeded,
      good(text`${tally.succeeded} ${isAsync ? 'accepted by Lambda: one that fails again is stored as a new failure' : 'succeeded'}`),
    ],
    [tally.deleted, text`${tally.deleted} deleted`],
    [tally.sentEarlier, text`${tally.sentEarlier} not sent again: an earlier replay had sent them with success`],
    [tally.failed, bad(text`${tally.failed} failed again, and are kept${keep === undefined ? '' : ` (also in ${keep})`}`)],
    [tally.unknown, bad(text`${tally.unknown} may have run: no answer came. They are kept, and sent again only with '--resend-unknown'`)],
    [
      tally.unknownEarlier,
      bad(text`${tally.unknownEarlier} not sent: an interrupted replay may have sent them; '--resend-unknown' sends them again`),
    ],
    [
      tally.notDeleted,
      bad(text`${tally.notDeleted} succeeded, but could not be deleted: replay again on this machine deletes them without sending`),
    ],
    [tally.notSent, warning(text`${tally.notSent} not sent, and kept`)],
    [tally.elsewhere, warning(text`${tally.elsewhere} not sent: another replay on this machine has them`)],
    [
      tally.gone,
      warning(text`${tally.gone} not sent: their function or its alias does not exist any more; '--qualifier' sends them elsewhere`),
    ],
    [tally.tooLate, bad(text`${tally.tooLate} too late: the stream has deleted some of their records`)],
    [tally.unreadable, warning(text`${tally.unreadable} not sent: what is stored holds no event that can be sent`)],
    [tally.newer, dim(text`${tally.newer} newer than this replay are left`)],
    [tally.notMatching, dim(text`${tally.notMatching} do not match, or are of other functions`)],
    [
      tally.receivedElsewhere,
      warning(
        text`${tally.receivedElsewhere} of those sent had been received before by somebody else: a replay on another machine may have sent them too`,
      ),
    ],
  ];
  return [
    ...lines.filter(([count]) => count > 0).map(([, line]) => line),
    ...(tally.stopped === undefined ? [] : [warning(text`Stopped: ${tally.stopped}`)]),
    ...(lines.every(([count]) => count === 0) ? [dim('nothing to do')] : []),
  ];
}
