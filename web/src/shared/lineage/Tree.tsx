import type { ReactNode } from 'react';
import { useLanguage } from '../language';
import { branches, type Branch, type Node } from './node';
import { kindName, Step } from './Step';

interface Place {
  origin: Map<string, Node>;
  /** Everything open, everything closed, or as the page thinks best. */
  all: boolean | undefined;
}

/** A lineage as a tree that opens and closes; what was shown above is only named. */
export function Tree({ root, origin, all }: Place & { root: Node }) {
  return (
    <ul className="tree">
      <Record node={root} open place={{ origin, all }} />
    </ul>
  );
}

function Record({ node, open, place }: { node: Node; open: boolean; place: Place }) {
  const above = place.origin.get(node.reference) !== node;
  const step = <Step node={node} above={above} />;
  const under = above ? [] : branches(node, place.origin);
  if (under.length === 0) return <li>{step}</li>;
  return (
    <Fold open={place.all ?? open} summary={step}>
      {under.map((branch, index) => (
        <Under key={index} branch={branch} place={place} />
      ))}
    </Fold>
  );
}

/** What stands under a record. The newest link of a chain is open, those before it wait. */
function Under({ branch, place }: { branch: Branch; place: Place }) {
  const { language } = useLanguage();
  if (branch.form === 'single') return <Record node={branch.node} open place={place} />;
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
        <Record key={link.reference} node={link} open={index === 0} place={place} />
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
