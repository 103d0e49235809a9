import { badRequest } from '../http/errors';
import type { Org } from '../org/org';
import type { SObject } from '../org/schema';
import type { Actor, Commit } from '../org/store';
import type { EventBus } from './bus';
import { plan, weightOf, type Draft } from './changes';
import { channelsOf } from './custom-channels';
import { entityName, hasChangeEvents } from './entities';
import type { ChangeEventHeader, ChangeType } from './schema';
import type { Schemas } from './schemas';
import { uuidOf } from './uuid';

/** What stands for "all records" in an overflow event (§5.3). */
const NO_RECORD = '000000000000000AAA';
const GAPS: Partial< Record< ChangeType, ChangeType > > = { CREATE: 'GAP_CREATE', UPDATE: 'GAP_UPDATE', DELETE: 'GAP_DELETE', UNDELETE: 'GAP_UNDELETE' };
const DEFAULT_LIMITS = { entities: 5, changes: 100_000, bytes: 1_000_000 };

type Transaction = Pick< ChangeEventHeader, 'changeOrigin' | 'transactionKey' | 'commitTimestamp' | 'commitNumber' | 'commitUser' >;

/** Change Data Capture: what transactions did to the selected entities, published when they commit (§5.3). */
export class ChangeData {
	limits = { ...DEFAULT_LIMITS };
	/** So many of the next events arrive without their values, as after an internal error. */
	gaps = 0;
	private selected: string[] = [];
	private commits = 1_100_823_480_000;

	constructor(
		private readonly org: Org,
		private readonly bus: EventBus,
		private readonly schemas: Schemas,
		private readonly initial: readonly string[]
	) {}

	clear(): void {
		this.limits = { ...DEFAULT_LIMITS };
		this.gaps = 0;
		this.selected = [];
		this.initial.forEach( ( name ) => this.select( name ) );
	}

	/** The object that has change events under this name, its own or theirs; undefined when there is none. */
	find( name: string ): SObject | undefined {
		const object = this.org.catalogue.find( entityName( name ) );
		return object && hasChangeEvents( object ) ? object : undefined;
	}

	entities(): readonly string[] {
		return this.selected;
	}

	isSelected( entity: string ): boolean {
		return this.selected.includes( entity );
	}

	/** Throws an ApiError for what has no change events, and for one entity too many. */
	select( name: string ): string {
		const object = this.find( name );
		if ( ! object ) {
			throw badRequest( 'INVALID_FIELD', `Change events are not supported for ${ name }` );
		}
		if ( ! this.isSelected( object.name ) ) {
			if ( this.selected.length >= this.limits.entities ) {
				throw badRequest( 'LIMIT_EXCEEDED', `You can select up to ${ this.limits.entities } entities for change data capture.` );
			}
			this.selected = [ ...this.selected, object.name ];
		}
		return object.name;
	}

	unselect( name: string ): void {
		const entity = this.find( name )?.name;
		this.selected = this.selected.filter( ( one ) => one !== entity );
	}

	capture( { actor, changes }: Commit ): void {
		if ( ! changes.some( ( { type } ) => this.isSelected( type ) ) ) {
			return;
		}
		const transaction = this.begin( actor );
		let used = 0;
		const overflowed = new Set< string >();
		// Numbers count entities that nobody selected, too: a subscriber sees gaps (§5.3).
		plan( changes, ( type ) => this.find( type ) ).forEach( ( draft, at ) => {
			used += weightOf( draft );
			if ( used <= this.limits.changes ) {
				this.publish( draft, transaction, at + 1 );
			} else if ( ! overflowed.has( draft.object.name ) ) {
				overflowed.add( draft.object.name );
				this.publish( { ...empty( draft ), changeType: 'GAP_OVERFLOW', recordIds: [ NO_RECORD ] }, transaction, at + 1 );
			}
		} );
	}

	/** Says that records changed, and not how: after internal errors, direct database changes, field conversions. */
	gap( entity: string, changeType: ChangeType, recordIds: string[] ): void {
		const object = this.find( entity );
		if ( ! object || ! changeType.startsWith( 'GAP_' ) ) {
			throw new TypeError( `Not a gap of an entity: ${ entity } ${ changeType }` );
		}
		const ids = changeType === 'GAP_OVERFLOW' ? [ NO_RECORD ] : recordIds;
		this.publish(
			{ object, changeType, recordIds: ids, changedFields: [], body: {} },
			this.begin( { userId: this.org.people[ 0 ]!.userId, origin: '' } ),
			1
		);
	}

	private begin( actor: Actor ): Transaction {
		this.commits += 3;
		return {
			changeOrigin: actor.origin,
			transactionKey: uuidOf( `transaction ${ this.commits }` ),
			commitTimestamp: this.org.clock.now(),
			commitNumber: this.commits,
			commitUser: actor.userId,
		};
	}

	private publish( draft: Draft, transaction: Transaction, sequenceNumber: number ): void {
		if ( ! this.isSelected( draft.object.name ) ) {
			return;
		}
		const { object, changeType, recordIds, changedFields, body } = this.withoutValues( draft ) ? asGap( draft ) : draft;
		const header: ChangeEventHeader = { entityName: object.name, recordIds, changeType, ...transaction, sequenceNumber, changedFields };
		this.bus.publish( {
			channels: channelsOf( this.org, object.name ),
			schema: this.schemas.ofChanges( object ),
			payload: { ChangeEventHeader: header, ...body },
			header,
		} );
	}

	private withoutValues( draft: Draft ): boolean {
		if ( this.gaps > 0 && GAPS[ draft.changeType ] ) {
			this.gaps--;
			return true;
		}
		return Buffer.byteLength( JSON.stringify( [ draft.recordIds, draft.body ] ) ) > this.limits.bytes;
	}
}

const empty = ( draft: Draft ): Draft => ( { ...draft, changedFields: [], body: {} } );
const asGap = ( draft: Draft ): Draft => ( { ...empty( draft ), changeType: GAPS[ draft.changeType ] ?? draft.changeType } );
