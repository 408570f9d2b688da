import { useEffect, useState, type CSSProperties } from 'react';
import { picture } from '../../shared/api';
import { useTexts } from '../../shared/language';
import { edge } from '../texts';
import type { StudyDetail } from '../types';

type Instance = StudyDetail['instances'][number];

const PLAIN = { invert: false, magnify: false, brightness: 100, contrast: 100 };

/** The images of a study, one at a time, with what a reader needs at hand. */
export function Viewer({ instances, evaluated }: { instances: Instance[]; evaluated: number | null | undefined }) {
  const text = useTexts(edge);
  const [number, setNumber] = useState<number>();
  const [look, setLook] = useState(PLAIN);
  const shown = instances.find((each) => each.number === (number ?? evaluated)) ?? instances[0];
  const style: CSSProperties = {
    filter: `${look.invert ? 'invert(1) ' : ''}brightness(${look.brightness}%) contrast(${look.contrast}%)`,
    width: look.magnify ? '200%' : undefined,
  };
  const slider = (key: 'brightness' | 'contrast') => (
    <label>
      {text(key)}
      <input type="range" min={40} max={250} value={look[key]} onChange={(event) => setLook({ ...look, [key]: Number(event.target.value) })} />
    </label>
  );
  return (
    <section aria-label={text('images')}>
      {shown ? <Picture key={shown.rendered} path={shown.rendered} number={shown.number} style={style} /> : <p className="quiet">{text('noImages')}</p>}
      <div className="tools">
        {instances.length > 1 &&
          instances.map((each) => (
            <button key={each.number} className="second" aria-pressed={each === shown} onClick={() => setNumber(each.number)}>
              {text('image')} {each.number}
              {each.number === evaluated && ` · ${text('evaluatedImage')}`}
            </button>
          ))}
        <button className="second" aria-pressed={look.magnify} onClick={() => setLook({ ...look, magnify: !look.magnify })}>
          {text('magnify')}
        </button>
        <button className="second" aria-pressed={look.invert} onClick={() => setLook({ ...look, invert: !look.invert })}>
          {text('invert')}
        </button>
        {slider('brightness')}
        {slider('contrast')}
        <button className="plain" onClick={() => setLook(PLAIN)}>
          {text('reset')}
        </button>
      </div>
    </section>
  );
}

function Picture({ path, number, style }: { path: string; number: number; style: CSSProperties }) {
  const text = useTexts(edge);
  const [address, setAddress] = useState<string>();
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    let made: string | undefined;
    let ended = false;
    picture(path).then(
      (url) => {
        made = url;
        if (ended) URL.revokeObjectURL(url);
        else setAddress(url);
      },
      () => {
        if (!ended) setProblem(true);
      },
    );
    return () => {
      ended = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [path]);
  return (
    // A magnified image is moved with the keyboard too, so its frame takes the focus.
    <div className="image" tabIndex={0} role="group" aria-label={`${text('image')} ${number}`}>
      {problem && <p role="alert">{text('noPicture')}</p>}
      {!problem && !address && <p className="quiet">{text('fetchingImage')}</p>}
      {address && !problem && <img src={address} alt={`${text('image')} ${number}`} style={style} data-testid="radiograph" onError={() => setProblem(true)} />}
    </div>
  );
}
