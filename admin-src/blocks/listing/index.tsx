import { registerBlockType } from '@wordpress/blocks';
import metadata from './block.json';
import { Edit, type ListingAttributes } from './edit';

registerBlockType< ListingAttributes >( metadata.name, {
	// The server holds the rest of block.json; the editor needs the parts below.
	title: metadata.title,
	category: metadata.category,
	attributes: metadata.attributes as never,
	edit: Edit,
	save: () => null,
} );
