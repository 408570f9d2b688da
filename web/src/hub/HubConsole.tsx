import { Frame } from '../shared/Frame';
import { useTexts } from '../shared/language';
import { Lineage } from '../shared/lineage/Lineage';
import { useRoute } from '../shared/useRoute';
import { Datasets } from './governance/Datasets';
import { Sites } from './network/Sites';
import { Results } from './serving/Results';
import { hub } from './texts';
import { Jobs } from './training/Jobs';
import { Packages } from './validation/Packages';
import { Releases } from './validation/Releases';

export function HubConsole() {
  const route = useRoute();
  const text = useTexts(hub);
  return (
    <Frame
      name="Meridian"
      subtitle={text('subtitle')}
      route={route}
      pages={[
        { path: '', title: text('sites'), content: <Sites /> },
        { path: 'datasets', title: text('datasets'), content: <Datasets /> },
        { path: 'jobs', title: text('jobs'), content: <Jobs chosen={route[1]} /> },
        { path: 'packages', title: text('packages'), content: <Packages report={route[1]} /> },
        { path: 'releases', title: text('releases'), content: <Releases /> },
        { path: 'results', title: text('results'), content: <Results /> },
        { path: 'lineage', title: text('lineage'), content: <Lineage key={route[1]} reference={route[1]} /> },
      ]}
    />
  );
}
