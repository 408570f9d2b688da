import { useMemo, useState } from 'react';
import { short } from '../Digest';
import { useLanguage, useTexts } from '../language';
import { kindOf, layout, type Box } from './layout';
import type { Node } from './node';
import { kindName, roundNumber } from './Step';
import { lineage } from './texts';

const PITCH = { x: 106, y: 36 };
const BOX = { width: 78, height: 30 };
const HEAD = 40;

const x = (box: Box) => box.column * PITCH.x;
const y = (box: Box) => HEAD + box.row * PITCH.y;

/** A lineage as a picture: a column for each kind of record, a line to everything that one was made from. */
export function Graph({ root }: { root: Node }) {
  const text = useTexts(lineage);
  const { language } = useLanguage();
  const drawn = useMemo(() => layout(root), [root]);
  const [pointed, setPointed] = useState<Box>();
  const width = (drawn.kinds.length - 1) * PITCH.x + BOX.width;
  const height = HEAD + drawn.rows * PITCH.y;
  return (
    <div className="graph" role="group" aria-label={text('graph')}>
      <svg viewBox={`-2 0 ${width + 4} ${height}`} style={{ maxWidth: width * 1.15 }}>
        {drawn.kinds.map((kind, column) => (
          <Heading key={kind} words={kindName(kind, language)} column={column} />
        ))}
        {drawn.edges.map(({ from, to }, index) => (
          <path key={index} d={curve(from, to)} className={pointed && (from === pointed || to === pointed) ? 'edge near' : 'edge'} />
        ))}
        {drawn.boxes.map((box) => (
          <Record key={box.node.reference} box={box} state={text(box.node.state)} point={setPointed} />
        ))}
      </svg>
    </div>
  );
}

function Heading({ words, column }: { words: string; column: number }) {
  const lines = words.split(' ');
  return (
    <text className="heading" x={column * PITCH.x + BOX.width / 2} y={lines.length > 1 ? 10 : 24}>
      {lines.map((line, index) => (
        <tspan key={line} x={column * PITCH.x + BOX.width / 2} dy={index === 0 ? 0 : 13}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Record({ box, state, point }: { box: Box; state: string; point: (box: Box | undefined) => void }) {
  const { language } = useLanguage();
  const { node } = box;
  const label = node.kind === 'round' ? roundNumber(node.summary ?? '', language) : short(node.reference).replace(/^.* (#\d+)$/, '$1').slice(0, 9);
  return (
    <a
      href={`#/lineage/${encodeURIComponent(node.reference)}`}
      aria-label={`${kindName(kindOf(node), language)} ${short(node.reference)}, ${state}`}
      onMouseEnter={() => point(box)}
      onMouseLeave={() => point(undefined)}
      onFocus={() => point(box)}
      onBlur={() => point(undefined)}
    >
      <title>{`${state}\n${node.reference}`}</title>
      <rect className={`box ${node.state}`} x={x(box)} y={y(box)} width={BOX.width} height={BOX.height} rx={6} />
      <text x={x(box) + BOX.width / 2} y={y(box) + (node.site ? 13 : 19)}>
        {label}
      </text>
      {node.site && (
        <text className="site" x={x(box) + BOX.width / 2} y={y(box) + 25}>
          {node.site}
        </text>
      )}
    </a>
  );
}

/** From a record to what it was made from: across to a later column, round the side within one or back. */
function curve(from: Box, to: Box): string {
  const [fromY, toY] = [y(from) + BOX.height / 2, y(to) + BOX.height / 2];
  if (to.column > from.column) {
    const bend = Math.max(24, ((to.column - from.column) * PITCH.x - BOX.width) / 2);
    return `M${x(from) + BOX.width} ${fromY} C${x(from) + BOX.width + bend} ${fromY} ${x(to) - bend} ${toY} ${x(to)} ${toY}`;
  }
  if (to.column === from.column) return `M${x(from) + BOX.width / 2} ${y(from) + BOX.height} L${x(to) + BOX.width / 2} ${y(to)}`;
  return `M${x(from)} ${fromY} C${x(from) - 20} ${fromY} ${x(to) + BOX.width + 20} ${toY} ${x(to) + BOX.width} ${toY}`;
}
