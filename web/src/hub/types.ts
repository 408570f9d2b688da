import type { components } from '../../target/types/hub';

type Schemas = components['schemas'];
export type Site = Schemas['Site'];
export type Dataset = Schemas['Dataset'];
export type Job = Schemas['Job'];
export type Round = Schemas['Round'];
export type ModelPackage = Schemas['Package'];
export type Release = Schemas['Release'];
export type ResultSummary = Schemas['ResultSummary'];
