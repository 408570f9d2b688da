import { useState } from 'react';
import { useTexts } from './language';
import { shared } from './texts';

/** The part of a reference by which people tell records apart. */
export function short(reference: string): string {
  const entry = /^journal:(.+):(\d+):sha256:/.exec(reference);
  return entry ? `${entry[1]} #${entry[2]}` : reference.replace(/^sha256:/, '').slice(0, 12);
}

/** A reference, shortened; the whole one in its title, behind its link to the lineage, and copied at a click. */
export function DigestLink({ digest, plain }: { digest: string | null | undefined; plain?: true }) {
  const text = useTexts(shared);
  const [copied, setCopied] = useState(false);
  if (!digest) return <>–</>;
  const copy = async () => {
    await navigator.clipboard.writeText(digest);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 1500);
  };
  return (
    <span className="reference">
      {plain ? (
        <code title={digest}>{short(digest)}</code>
      ) : (
        <a href={`#/lineage/${encodeURIComponent(digest)}`} title={digest} className="digest">
          {short(digest)}
        </a>
      )}
      {/* Browsers offer the clipboard to secure pages only. */}
      {navigator.clipboard && (
        <button type="button" className="copy" onClick={() => void copy()} aria-label={`${text('copy')} ${short(digest)}`} title={text(copied ? 'copied' : 'copy')}>
          {copied ? '✓' : <Sheets />}
        </button>
      )}
    </span>
  );
}

/** Two sheets, drawn, because few fonts have the sign. */
function Sheets() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x="0.5" y="0.5" width="7.5" height="8" rx="1" />
      <path d="M4 10.5v1h7.5V3.5H10" />
    </svg>
  );
}
