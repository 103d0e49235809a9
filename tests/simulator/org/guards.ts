import { badRequest } from '../http/errors';
import type { Org } from './org';
import type { SObject } from './schema';
import type { Values } from './store';

interface Checked {
	org: Org;
	object: SObject;
	id: string | null;
	values: Values;
	previous: Values | null;
	allowDuplicates: boolean;
}

/** A validation rule, trigger or flow of the org's administrator: it refuses what it does not like. */
export interface Guard {
	object: string;
	name: string;
	errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' | 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' | 'CANNOT_EXECUTE_FLOW_TRIGGER';
	message: string;
	/** Where the rule shows its error; null for the top of the page. */
	field: string | null;
	refuses: ( checked: Checked ) => boolean;
}

/** What administrators have put in the way of a write. */
export class Guards {
	private guards: Guard[] = [];

	add( guard: Guard ): void {
		this.guards.push( guard );
	}

	all(): readonly Guard[] {
		return this.guards;
	}

	/** Answers how many of this name there were. */
	remove( name: string ): number {
		const kept = this.guards.filter( ( guard ) => guard.name !== name );
		const removed = this.guards.length - kept.length;
		this.guards = kept;
		return removed;
	}

	clear(): void {
		this.guards = [];
	}

	check( checked: Checked ): void {
		for ( const guard of this.guards ) {
			if ( guard.object === checked.object.name && guard.refuses( checked ) ) {
				throw badRequest( guard.errorCode, textOf( guard, checked ), guard.field === null ? [] : [ guard.field ] );
			}
		}
	}
}

/** A trigger's error says where it happened (§7.2). */
const textOf = ( { name, errorCode, message }: Guard, { id }: Checked ): string =>
	errorCode === 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'
		? `${ name }: execution of Before${ id === null ? 'Insert' : 'Update' } caused by: ${ message }`
		: message;
