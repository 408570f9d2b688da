import type { components } from '../../target/types/edge';

type Schemas = components['schemas'];
export type Status = Schemas['Status'];
export type Study = Schemas['Study'];
export type StudyDetail = Schemas['StudyDetail'];
export type Result = Schemas['Result'];
export type Outcome = Schemas['Outcome'];
export type Quarantined = Schemas['Quarantined'];
export type Dataset = Schemas['Dataset'];
export type Task = Schemas['Task'];
