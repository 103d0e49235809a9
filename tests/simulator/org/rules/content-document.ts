import { badRequest } from '../../http/errors';
import type { ObjectRules } from './index';

/** A document is made by its first version, never by itself (§13). */
export const contentDocumentRules: ObjectRules = {
	derive: ( { previous } ) => {
		if ( ! previous ) {
			throw badRequest( 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'entity type cannot be inserted: Content Document', [] );
		}
	},
};

/** A file hangs once on a record. */
export const contentDocumentLinkRules: ObjectRules = {
	derive: ( { org, id, values } ) => {
		values.ShareType ??= 'V';
		const links = org.store.table( 'ContentDocumentLink' ).childrenOf( 'ContentDocumentId', String( values.ContentDocumentId ) );
		if ( links.some( ( link ) => ! link.deleted && link.id !== id && link.values.LinkedEntityId === values.LinkedEntityId ) ) {
			throw badRequest( 'DUPLICATE_VALUE', 'The file is already linked with this record.', [] );
		}
	},
};
