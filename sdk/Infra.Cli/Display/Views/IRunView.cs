using Infra.Engine.Events;

namespace Infra.Cli.Display.Views;

/// <summary>A way of showing a run while it goes on. Called one event at a time.</summary>
internal interface IRunView : IAsyncDisposable
{
    /// <summary>Shows an event that the board has taken already.</summary>
    void Show(EngineEvent engineEvent, ResourceRow? row);

    /// <summary>Shows a line of our own, such as what Ctrl-C does.</summary>
    void Notice(string text);
}
