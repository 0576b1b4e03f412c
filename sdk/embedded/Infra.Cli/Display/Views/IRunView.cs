using Infra.Engine.Events;

namespace Infra.Cli.Display.Views;

/// <summary>Shows the progress of a run. Calls are serialized.</summary>
internal interface IRunView : IAsyncDisposable
{
    /// <summary>Shows an event after the board has applied it.</summary>
    void Show(EngineEvent engineEvent, ResourceRow? row);

    /// <summary>Shows a notice, such as what Ctrl-C does.</summary>
    void Notice(string text);
}
