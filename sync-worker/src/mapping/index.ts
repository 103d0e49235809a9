export { compileMapping, mapRecord, type Compiled, type CompiledMapping, type Mapped } from './map-record';
export { traceRecord, type FieldTrace, type TraceStep } from './trace';
export { mappedPaths, selectList, type Describe, type SelectList } from './select';
export { transform, transformNames } from './transforms';
export { readPath, type Read, type SourceRecord } from './path';
export { momentOf, isoOf } from './dates';
export { id18 } from './salesforce-id';
export type { Value } from './value';
