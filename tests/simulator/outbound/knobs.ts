import { required, type Body, type Knobs } from '../control/knobs';
import type { World } from '../world';

function state( { outbound }: World ): unknown {
	return {
		messages: outbound.all(),
		waiting: outbound.waiting().map( ( { sending, notifications, ...rest } ) => ( {
			name: `${ sending.object }.${ sending.name }`,
			recordIds: notifications.map( ( { recordId } ) => recordId ),
			...rest,
		} ) ),
		failed: outbound.failures(),
		faults: outbound.faults,
	};
}

const count = ( body: Body, name: string, otherwise: number ): number => {
	const value = body[ name ] ?? otherwise;
	if ( typeof value !== 'number' || ! Number.isInteger( value ) || value < 0 ) {
		throw new TypeError( `${ name } is a number of times or milliseconds.` );
	}
	return value;
};

function faults( { outbound }: World, body: Body ): unknown {
	const old = outbound.faults;
	outbound.faults = {
		duplicates: count( body, 'duplicates', old.duplicates ),
		lostAcks: count( body, 'lost_acks', old.lostAcks ),
		reorder: typeof body.reorder === 'boolean' ? body.reorder : old.reorder,
		timeoutMs: body.timeout_ms === undefined || body.timeout_ms === null ? old.timeoutMs : count( body, 'timeout_ms', 0 ),
	};
	return outbound.faults;
}

export const outboundKnobs: Knobs = {
	'GET outbound': ( world ) => state( world ),
	'POST outbound': ( { outbound }, body ) => ( body.kind === 'callout' ? outbound.defineCallout( body ) : outbound.define( body ) ),
	'POST outbound/arm': ( { outbound }, body ) => {
		outbound.arm( required( body, 'object' ), required( body, 'name' ), body.when ?? {} );
		return { ok: true };
	},
	'POST outbound/remove': ( { outbound }, body ) => {
		outbound.remove( String( body.id ) );
		return { ok: true };
	},
	'POST outbound/deliver': ( { outbound } ) => outbound.deliver(),
	'POST outbound/timer': ( { outbound }, body ) => {
		const ms = body.every_ms === null ? null : count( body, 'every_ms', 1000 );
		outbound.every( ms === 0 ? null : ms );
		return { every_ms: ms };
	},
	'POST outbound/fault': faults,
};
