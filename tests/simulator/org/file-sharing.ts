import type { Row, Store } from './store';

/**
 * Without "Query All Files" a user finds only the files that are shared with the user,
 * whatever else the user may see (§13).
 */
export function isSharedFile( store: Store, row: Row, userId: string ): boolean {
	if ( row.type !== 'ContentDocument' && row.type !== 'ContentVersion' ) {
		return true;
	}
	const documentId = row.type === 'ContentDocument' ? row.id : String( row.values.ContentDocumentId );
	const document = store.table( 'ContentDocument' ).get( documentId );
	const links = store.table( 'ContentDocumentLink' ).childrenOf( 'ContentDocumentId', documentId );
	return document?.values.OwnerId === userId || links.some( ( link ) => ! link.deleted && link.values.LinkedEntityId === userId );
}
