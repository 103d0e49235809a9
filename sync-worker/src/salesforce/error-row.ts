import type { Failure } from '../contract/types';

export type Row = Pick< Failure, 'kind' | 'code' | 'message' | 'actions' >;

export const row = ( kind: Failure[ 'kind' ], code: string, message: string, ...actions: string[] ): Row => ( { kind, code, message, actions } );
