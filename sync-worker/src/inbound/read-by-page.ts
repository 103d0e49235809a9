import { countOf, fitsUri, pageAfter, type Selection } from '../salesforce/soql';
import { tooLongForPages } from '../salesforce/answers';
import type { Batch, RunContext } from './context';
import { aNewJob, beganAt, type ReadPosition, type ReadStep } from './read-position';
import { valueOf, type Selected } from './fetch';
import { identityOf } from './map';

const pageSize = 2000;

interface Asked {
	readonly server_ms: number;
	readonly records: Batch[ 'records' ];
	readonly total: number;
	/** Of the whole selection; null where nobody asked, or Salesforce would not count. */
	readonly count: number | null;
}

/** Keyset pages in Salesforce’s own order, up to the moment the reading began. The first one brings the count in the same call. */
export async function* readByPage( selected: Selected, from: ReadPosition | null, { salesforce, bulk }: RunContext ): AsyncGenerator< ReadStep > {
	let position = from;
	while ( ! position?.finished ) {
		const here = position;
		const counted = ! here?.paged && ! here?.after;
		const answer = await selected.ask( async ( selection ): Promise< Asked > => {
			const readings = [ { soql: pageSoql( selection, here ), all: false }, ...( counted ? [ { soql: countOf( selection ), all: false } ] : [] ) ];
			const { server_ms, pages } = await salesforce.read( readings );
			const [ page, count ] = pages;
			const { records, total } = page ? valueOf( page ) : { records: [], total: 0 };
			return { server_ms, records, total, count: count?.ok ? count.value.total : null };
		} );
		const begun = here ?? beganAt( selected, answer.server_ms );
		if ( ( answer.count ?? 0 ) > bulk.above_records ) {
			yield { batch: null, position: aNewJob( begun, answer.server_ms ) };
			return;
		}
		const last = answer.records.at( -1 );
		position = {
			...begun,
			after: last ? identityOf( last ) : begun.after,
			// A page may hold fewer rows than asked for (wide rows): only an answer that counts itself as short is the end.
			finished: ! last || ( answer.total < pageSize && answer.records.length >= answer.total ),
		};
		yield { batch: { mapping: selected.mapping, records: answer.records, withdrawals: [], read_ms: answer.server_ms }, position };
	}
}

function pageSoql( selection: Selection, position: ReadPosition | null ): string {
	const soql = pageAfter( selection, position?.after ?? null, position?.started_ms ?? null, pageSize );
	if ( ! fitsUri( soql ) ) {
		throw tooLongForPages( soql.length );
	}
	return soql;
}
