import type { RunItemQuery } from '../../api/runs';
import { pageOf } from '../runs/views';
import { outcomeOf } from './filters';

const perPage = 50;

export function itemQueryOf( query: Record< string, string > ): RunItemQuery {
	const outcome = outcomeOf( query );
	return { page: pageOf( query ), per_page: perPage, ...( outcome === undefined ? {} : { outcome } ) };
}
