import type { Org } from '../org/org';
import { newRow, type Actor, type RowChange, type Values } from '../org/store';

interface Noted {
	action: string;
	section: string;
	display: string;
}

type Note = ( org: Org, change: RowChange, values: Values ) => Noted;

const VERBS = { create: 'Created', update: 'Changed', delete: 'Deleted', undelete: 'Restored' } as const;
const ACTIONS = { create: 'created', update: 'changed', delete: 'deleted', undelete: 'restored' } as const;

const labelOf = ( org: Org, setId: unknown ): string => String( org.store.table( 'PermissionSet' ).get( String( setId ) )?.values.Label ?? '' );
const userOf = ( org: Org, userId: unknown ): string => org.people.find( ( person ) => person.userId === userId )?.username ?? String( userId );

const rights = ( values: Values ): string =>
	Object.entries( values )
		.filter( ( [ name, value ] ) => name.startsWith( 'Permissions' ) && value === true )
		.map( ( [ name ] ) => name.slice( 'Permissions'.length ) )
		.join( ', ' ) || 'none';

/** Who made or removed a field or a right (§14). */
const NOTES: Readonly< Record< string, Note > > = {
	CustomField: ( _org, { kind }, { FullName } ) => ( {
		action: `${ ACTIONS[ kind ] }CF`,
		section: 'Customize',
		display: `${ VERBS[ kind ] } custom field ${ String( FullName ) }`,
	} ),
	PermissionSet: ( _org, { kind }, { Label } ) => ( {
		action: `PermSet${ VERBS[ kind ] }`,
		section: 'Manage Users',
		display: `${ VERBS[ kind ] } permission set ${ String( Label ) }`,
	} ),
	ObjectPermissions: ( org, { kind }, values ) => ( {
		action: 'PermSetEntityPermChanged',
		section: 'Manage Users',
		display: `Permission set ${ labelOf( org, values.ParentId ) }: ${ String( values.SobjectType ) } ${ kind === 'delete' ? 'none' : rights( values ) }`,
	} ),
	FieldPermissions: ( org, { kind }, values ) => ( {
		action: 'PermSetFlsChanged',
		section: 'Manage Users',
		display: `Permission set ${ labelOf( org, values.ParentId ) }: field-level security of ${ String( values.Field ) } ${ kind === 'delete' ? 'none' : rights( values ) }`,
	} ),
	PermissionSetAssignment: ( org, { kind }, values ) => ( {
		action: kind === 'delete' ? 'PermSetUnassign' : 'PermSetAssign',
		section: 'Manage Users',
		display: `Permission set ${ labelOf( org, values.PermissionSetId ) }: ${ kind === 'delete' ? 'unassigned from' : 'assigned to' } user ${ userOf( org, values.AssigneeId ) }`,
	} ),
	PlatformEventChannelMember: ( _org, { kind }, { FullName } ) => ( {
		action: `${ ACTIONS[ kind ] }PlatformEventChannelMember`,
		section: 'Change Data Capture',
		display: `${ VERBS[ kind ] } channel member ${ String( FullName ) }`,
	} ),
};

function write( org: Org, actor: Actor, { action, section, display }: Noted ): void {
	const id = org.store.nextId( org.store.table( 'SetupAuditTrail' ).object );
	const stamp = org.clock.stamp();
	org.store.seed(
		newRow( 'SetupAuditTrail', id, {
			Id: id,
			Action: action,
			Section: section,
			Display: display,
			DelegateUser: null,
			CreatedDate: stamp,
			CreatedById: actor.userId,
			SystemModstamp: stamp,
		} )
	);
}

/** Keeps the audit trail from now on. */
export function auditSetup( org: Org ): void {
	org.onCommit( ( { actor, changes } ) => {
		for ( const change of changes ) {
			const values = change.after ?? change.before;
			const note = NOTES[ change.type ];
			if ( note && values ) {
				write( org, actor, note( org, change, values ) );
			}
		}
	} );
}
