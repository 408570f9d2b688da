import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../shared/language';
import '../shared/style.css';
import { HubConsole } from './HubConsole';

createRoot(document.getElementById('page') as HTMLElement).render(
  <StrictMode>
    <LanguageProvider>
      <HubConsole />
    </LanguageProvider>
  </StrictMode>,
);
