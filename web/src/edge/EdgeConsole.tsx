import { Frame } from '../shared/Frame';
import { useTexts } from '../shared/language';
import { Lineage } from '../shared/lineage/Lineage';
import { useRoute } from '../shared/useRoute';
import { Datasets } from './governance/Datasets';
import { Quarantine } from './governance/Quarantine';
import { Overview } from './Overview';
import { Studies } from './serving/Studies';
import { Tasks } from './training/Tasks';
import { edge } from './texts';

export function EdgeConsole() {
  const route = useRoute();
  const text = useTexts(edge);
  return (
    <Frame
      name="Meridian"
      subtitle={text('subtitle')}
      route={route}
      pages={[
        { path: '', title: text('overview'), content: <Overview /> },
        { path: 'studies', title: text('studies'), content: <Studies chosen={route[1]} />, roles: ['radiologist'] },
        { path: 'quarantine', title: text('quarantine'), content: <Quarantine />, roles: ['steward'] },
        { path: 'datasets', title: text('datasets'), content: <Datasets />, roles: ['steward', 'auditor'] },
        { path: 'tasks', title: text('tasks'), content: <Tasks /> },
        { path: 'lineage', title: text('lineage'), content: <Lineage key={route[1]} reference={route[1]} />, roles: ['radiologist', 'steward', 'auditor'] },
      ]}
    />
  );
}
