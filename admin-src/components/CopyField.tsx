import { Button } from '@wordpress/components';
import { useId, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

interface Props {
	label: string;
	value: string;
	rows?: number;
	help?: string;
}

/** Text to take elsewhere. Where the browser bars the clipboard (plain http), the text is selected instead. */
export function CopyField( { label, value, rows = 1, help }: Props ) {
	const id = useId();
	const area = useRef< HTMLTextAreaElement >( null );
	const [ said, say ] = useState( '' );
	const copy = async () => {
		try {
			await navigator.clipboard.writeText( value );
			say( __( 'Copied.', 'callboard' ) );
		} catch {
			area.current?.select();
			say( __( 'Selected: press Ctrl+C (⌘C on a Mac).', 'callboard' ) );
		}
	};
	return (
		<div className="callboard-copy">
			<label htmlFor={ id }>{ label }</label>
			<textarea
				id={ id }
				ref={ area }
				readOnly
				rows={ rows }
				value={ value }
				aria-describedby={ help ? `${ id }-help` : undefined }
				dir="ltr"
				spellCheck={ false }
			/>
			<Button variant="secondary" onClick={ () => void copy() } __next40pxDefaultSize>
				{ __( 'Copy', 'callboard' ) }
				<span className="screen-reader-text"> { label }</span>
			</Button>
			<span role="status">{ said }</span>
			{ help && (
				<p id={ `${ id }-help` } className="description">
					{ help }
				</p>
			) }
		</div>
	);
}
