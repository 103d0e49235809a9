/** What differs between two versions of a record, as `field: before → after`; system fields left out. */
const system = /^(SystemModstamp|LastModifiedDate|LastModifiedById|CreatedDate|CreatedById|IsDeleted|Id|OwnerId|attributes)$/;
const show = ( value ) =>
	value === null || value === undefined || value === ''
		? '(empty)'
		: typeof value === 'string'
			? `“${ value.length > 80 ? `${ value.slice( 0, 79 ) }…` : value }”`
			: String( value );

export function differences( before, after ) {
	const names = [ ...new Set( [ ...Object.keys( before ?? {} ), ...Object.keys( after ?? {} ) ] ) ].filter( ( name ) => ! system.test( name ) );
	return names
		.filter( ( name ) => JSON.stringify( before?.[ name ] ?? null ) !== JSON.stringify( after?.[ name ] ?? null ) )
		.map( ( name ) => `${ name }: ${ show( before?.[ name ] ) } → ${ show( after?.[ name ] ) }` );
}
