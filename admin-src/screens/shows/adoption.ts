import { __, _n, sprintf } from '@wordpress/i18n';
import type { Adoption } from '../../../sync-worker/src/contract/types';

/** `adopt` of a mapping as two controls: the way, and for one of them a meta key. */
export interface Choice {
	way: 'off' | 'meta' | 'natural_key';
	key: string;
}

const meta = 'meta:';
const storedKey = ( { adopt }: Adoption ): string | null => ( adopt.startsWith( meta ) ? adopt.slice( meta.length ) : null );

/** The key that is stored, else the most promising one. */
export const keyOf = ( adoption: Adoption ): string => storedKey( adoption ) ?? adoption.keys[ 0 ]?.key ?? '';

export function choiceOf( adoption: Adoption ): Choice {
	const key = keyOf( adoption );
	if ( storedKey( adoption ) !== null ) {
		return { way: 'meta', key };
	}
	return { way: adoption.adopt === 'natural_key' ? 'natural_key' : 'off', key };
}

export const adoptOf = ( { way, key }: Choice ): string => ( way === 'meta' ? meta + key : way );

/** A stored key stays to be chosen, also when no listing has it any more. */
export function keyOptions( adoption: Adoption ): { value: string; label: string }[] {
	const stored = storedKey( adoption );
	const gone = stored !== null && ! adoption.keys.some( ( { key } ) => key === stored ) ? [ { value: stored, label: stored } ] : [];
	return [
		...adoption.keys.map( ( { key, posts, example } ) => ( {
			value: key,
			label: sprintf(
				/* translators: 1: name of a field, 2: number of listings, 3: a Salesforce id */
				_n( '%1$s (%2$d listing, for example %3$s)', '%1$s (%2$d listings, for example %3$s)', posts, 'callboard' ),
				key,
				posts,
				example
			),
		} ) ),
		...gone,
	];
}

/** Only what can work on this site is offered. */
export function wayOptions( adoption: Adoption ): { value: Choice[ 'way' ]; label: string }[] {
	return [
		{ value: 'off', label: __( 'Gets a listing of its own', 'callboard' ) },
		...( keyOptions( adoption ).length > 0
			? [ { value: 'meta' as const, label: __( 'Takes over the listing that has its Salesforce id in a field', 'callboard' ) } ]
			: [] ),
		...( adoption.may_be_alike || adoption.adopt === 'natural_key'
			? [ { value: 'natural_key' as const, label: __( 'Takes over the listing with the same title, venue, and start or code', 'callboard' ) } ]
			: [] ),
	];
}
