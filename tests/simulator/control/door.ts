import { isObject, json, type Answer, type Ask } from '../http/message';
import { ApiError } from '../http/errors';
import type { World } from '../world';
import { bulkKnobs } from '../bulk';
import { eventKnobs } from '../events';
import { outboundKnobs } from '../outbound';
import { assignmentKnobs } from './assignment-knobs';
import { makeChange } from './change';
import { faultKnobs } from './fault-states';
import { textOf, type Body, type Knobs } from './knobs';
import { oauthKnobs } from './oauth-knobs';
import { orgKnobs } from './org-knobs';
import { recordsKnobs } from './records-knobs';

const counted = async ( world: World, season?: string ): Promise< unknown > => ( {
	season: season ?? world.season,
	counts: await world.seed( season ),
} );

function clock( world: World, body: Body ): unknown {
	const { clock: orgClock } = world.org;
	const now = body.now;
	orgClock.set( {
		...( typeof now === 'string' || typeof now === 'number' ? { now } : {} ),
		...( typeof body.frozen === 'boolean' ? { frozen: body.frozen } : {} ),
	} );
	orgClock.advance( Number( body.advance_ms ?? 0 ) );
	return {
		now: new Date( orgClock.now() ).toISOString(),
		frozen: orgClock.frozen,
	};
}

const KNOBS: Knobs = {
	...bulkKnobs,
	...eventKnobs,
	...outboundKnobs,
	'POST seed': ( world, body ) => counted( world, textOf( body, 'season' ) ),
	'POST reset': ( world ) => counted( world ),
	...faultKnobs,
	...assignmentKnobs,
	...oauthKnobs,
	...orgKnobs,
	...recordsKnobs,
	'POST clock': clock,
	'GET clock': ( world ) => clock( world, {} ),
	'POST change': ( world, body ) => makeChange( world, body ),
	'POST certificate': ( world, body ) => {
		world.org.registerCertificate( textOf( body, 'certificate' ) ?? '' );
		return { ok: true };
	},
};

function log( world: World, ask: Ask ): unknown {
	const since = Number( ask.query.get( 'since' ) ?? 0 );
	return { calls: world.org.usage.total, entries: world.log.since( since ) };
}

/** Stored rows as they are, deleted ones too: what a check compares a listing with. */
function records( world: World, ask: Ask ): unknown {
	const object = world.org.catalogue.find( ask.query.get( 'object' ) ?? '' );
	if ( ! object ) {
		throw new TypeError( 'Name an object: ?object=…' );
	}
	return {
		records: world.org.store
			.table( object.name )
			.inStampOrder()
			.map( ( row ) => row.values ),
	};
}

function bodyOf( ask: Ask ): Body {
	const body: unknown = ask.body.length === 0 ? {} : JSON.parse( ask.body.toString( 'utf8' ) );
	if ( ! isObject( body ) ) {
		throw new TypeError( 'The body is a JSON object.' );
	}
	return body;
}

export async function control( ask: Ask, world: World ): Promise< Answer > {
	const name = `${ ask.method } ${ ask.path.slice( '/_control/'.length ) }`;
	try {
		if ( name === 'GET log' ) {
			return json( log( world, ask ) );
		}
		if ( name === 'GET records' ) {
			return json( records( world, ask ) );
		}
		const knob = KNOBS[ name ];
		return knob
			? json( await knob( world, bodyOf( ask ) ) )
			: json(
					{
						error: `No such control: ${ name }. There are: ${ Object.keys( KNOBS ).join( ', ' ) }, GET log, GET records.`,
					},
					404
				);
	} catch ( error ) {
		const message = error instanceof Error ? error.message : String( error );
		return json(
			{
				error: message,
				...( error instanceof ApiError ? { items: error.items } : {} ),
			},
			400
		);
	}
}
