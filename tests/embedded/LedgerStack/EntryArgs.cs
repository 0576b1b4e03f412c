using Pulumi;

namespace LedgerStack;

internal sealed class EntryArgs : ResourceArgs
{
    /// <summary>Changes in place.</summary>
    [Input("size")]
    public Input<int> Size { get; set; } = 1;

    /// <summary>Replaces.</summary>
    [Input("kind")]
    public Input<string> Kind { get; set; } = "plain";

    /// <summary>Whether its old half must go before its new one comes.</summary>
    [Input("exclusive")]
    public Input<bool>? Exclusive { get; set; }

    [Input("password")]
    public Input<string>? Password { get; set; }

    /// <summary>Values with secrets at any depth.</summary>
    [Input("nested")]
    public InputMap<object>? Nested { get; set; }
}
