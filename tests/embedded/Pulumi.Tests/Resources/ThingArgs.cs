namespace Pulumi.Tests.Resources;

internal sealed class ThingArgs : ResourceArgs
{
    private InputList<string>? _list;

    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("size")]
    public Input<int>? Size { get; set; }

    [Input("list")]
    public InputList<string> List
    {
        get => _list ??= [];
        set => _list = value;
    }

    [Input("other")]
    public Input<Thing>? Other { get; set; }

    [Input("any")]
    public object? Any { get; set; }

    [Input("json", json: true)]
    public InputMap<string>? Json { get; set; }
}
