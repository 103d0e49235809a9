import type { ReactNode } from 'react';

export interface Field< Row > {
	id: string;
	label: string;
	render: ( row: Row ) => ReactNode;
	/** The cell that names its row. */
	isHeading?: boolean;
}

interface Props< Row > {
	caption: string;
	fields: Field< Row >[];
	rows: Row[];
	keyOf: ( row: Row ) => string | number;
}

/** A plain table that a screen reader can walk; wider than the window, it scrolls by itself. */
export function Table< Row >( { caption, fields, rows, keyOf }: Props< Row > ) {
	return (
		// A region that scrolls must take the focus, or the keyboard cannot reach its end (axe: scrollable-region-focusable).
		// eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- that is the reason
		<div className="callboard-table" role="region" aria-label={ caption } tabIndex={ 0 }>
			<table className="widefat striped">
				<caption className="screen-reader-text">{ caption }</caption>
				<thead>
					<tr>
						{ fields.map( ( field ) => (
							<th key={ field.id } scope="col">
								{ field.label }
							</th>
						) ) }
					</tr>
				</thead>
				<tbody>
					{ rows.map( ( row ) => (
						<tr key={ keyOf( row ) }>
							{ fields.map( ( field ) =>
								field.isHeading ? (
									<th key={ field.id } scope="row">
										{ field.render( row ) }
									</th>
								) : (
									<td key={ field.id } data-label={ field.label }>
										{ field.render( row ) }
									</td>
								)
							) }
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}
