import type { ReactNode } from 'react';
import { useLanguage } from '../language';
import { branches, type Branch, type Node } from './node';
import { kindName, Step } from './Step';

interface Place {
  origin: Map<string, Node>;
  /** Everything open, everything closed, or as the page thinks best. */
  all: boolean | undefined;
}

/** A lineage as a tree that opens and closes; a record that is met again is only named. */
export function Tree({ root, origin, all }: Place & { root: Node }) {
  return (
    <ul className="tree">
      <Record node={root} open role place={{ origin, all }} />
    </ul>
  );
}

function Record({ node, open, role, place }: { node: Node; open: boolean; role: boolean; place: Place }) {
  const repeated = place.origin.get(node.reference) !== node;
  const step = <Step node={node} repeated={repeated} role={role} />;
  const under = repeated ? [] : branches(node, place.origin);
  if (under.length === 0) return <li>{step}</li>;
  return (
    <Fold open={place.all ?? open} summary={step}>
      {under.map((branch, index) => (
        <Under key={index} branch={branch} place={place} />
      ))}
    </Fold>
  );
}

/** What stands under a record. Of a chain the newest link is open, and the first, which leads on to data and legal basis. */
function Under({ branch, place }: { branch: Branch; place: Place }) {
  const { language } = useLanguage();
  if (branch.form === 'single') return <Record node={branch.node} open role place={place} />;
  return (
    <Fold
      open={place.all ?? true}
      summary={
        <span className="step">
          <b>{kindName(branch.kind, language)}</b> × {branch.links.length}
        </span>
      }
    >
      {branch.links.map((link, index) => (
        <Record key={link.reference} node={link} open={index === 0 || index === branch.links.length - 1} role={false} place={place} />
      ))}
    </Fold>
  );
}

function Fold({ open, summary, children }: { open: boolean; summary: ReactNode; children: ReactNode }) {
  return (
    <li>
      <details open={open}>
        <summary>{summary}</summary>
        <ul>{children}</ul>
      </details>
    </li>
  );
}
