namespace Pulumi.Tests.Resources;

internal sealed class LookupArgs : InvokeArgs
{
    [Input("key")]
    public Input<string>? Key { get; set; }
}
