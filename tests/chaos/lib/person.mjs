/**
 * What only a person decides: whatever the org withdrew here, it meant; and a refused sign-in is tried again.
 */
export async function letBrakesGo( { admin, tenantId } ) {
	const brakes = ( await admin.rest( 'GET', `/callboard/v1/tenants/${ tenantId }/brakes` ) ).filter( ( { state } ) => state === 'open' );
	for ( const { id } of brakes ) {
		await admin.rest( 'POST', `/callboard/v1/brakes/${ id }/approve`, {} );
	}
	return brakes.length;
}

export const testConnection = ( { admin, tenantId } ) => admin.rest( 'POST', `/callboard/v1/tenants/${ tenantId }/connection/test` );
